"""What a person may ask about themselves: everything held about them, and to be forgotten."""
