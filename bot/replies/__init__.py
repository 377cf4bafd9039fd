"""What people are told, before any layout: `reply` puts an answer together, `structure` the act's own words."""
