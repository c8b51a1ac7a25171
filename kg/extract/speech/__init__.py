"""Who says what: cues, sources, the words they cover, and the stance they take."""
