"""What a person reads about who may do what, in Polish and English."""

ACCESS_WORDS: dict[str, dict[str, str]] = {
    "pl": {
        "for_agents": "To jest dla helpdesku i administratorów.",
        "for_admins": "To jest dla administratorów.",
    },
    "en": {
        "for_agents": "This is for the helpdesk and administrators.",
        "for_admins": "This is for administrators.",
    },
}
