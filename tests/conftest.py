pytest_plugins = ["tests.bot_fixtures"]
