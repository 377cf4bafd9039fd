"""Who may ask and do what: roles, grants, invitations, limits, pseudonyms; each way in asks `permissions`."""
