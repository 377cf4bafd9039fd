"""What staff asked, taught and may do: conversations, corrections, what went unanswered, roles, figures."""
