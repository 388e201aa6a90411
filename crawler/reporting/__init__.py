"""What a run did: how it is counted, whom it is told, and what is done after it."""
