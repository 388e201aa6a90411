"""When a source is asked and something is tried again, how far back a source is read, how it fares: plain functions."""
