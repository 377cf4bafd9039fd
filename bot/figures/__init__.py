"""The figures of the questions as people see them: `text` writes them, `picture` draws them."""
