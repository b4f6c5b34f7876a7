-- Plans that fit what was just worked out.
ANALYZE work_person
