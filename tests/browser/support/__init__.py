"""What the stories stand on: a running desk, its people, a real mail server."""
