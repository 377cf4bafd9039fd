"""What is known of an act, and finding it; knows neither Telegram nor input files."""
