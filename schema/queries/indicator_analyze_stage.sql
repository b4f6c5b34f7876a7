-- Plans that fit what was just staged.
ANALYZE work_stage
