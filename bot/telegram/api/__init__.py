"""Requests to the Bot API: connections, patience with its faults, sending replies laid out as HTML, menus, members."""
