"""One module for each thing that arrives: it receives, asks the conversation, and sends."""
