"""The measuring harness: starting servers, loading them in turn with their peers, and keeping what came out."""
