-- Plans that fit what was just loaded.
ANALYZE indicator_input
