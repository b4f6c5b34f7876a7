-- A filter that is not given is a NULL parameter: plan each statement for its values, and compile none.
SELECT set_config('plan_cache_mode', 'force_custom_plan', false), set_config('jit', 'off', false);
