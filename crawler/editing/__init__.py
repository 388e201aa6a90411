"""What becomes of an article: a post, another version of it, a refusal, a withdrawal."""
