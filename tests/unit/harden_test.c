/* Harden: no tracing, no core dump, files for the user alone. */
#include "ground/harden.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void the_process_is_closed(void **state)
{
        struct rlimit core;

        (void)state;
        harden();
        assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
        assert_int_equal(getrlimit(RLIMIT_CORE, &core), 0);
        assert_int_equal(core.rlim_max, 0);
}

static void files_are_for_the_user_alone(void **state)
{
        char name[] = "/tmp/harden_test_XXXXXX", path[64];
        struct stat st;

        (void)state;
        harden();
        assert_non_null(mkdtemp(name));
        snprintf(path, sizeof path, "%s/x", name);
        int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0666);
        assert_true(fd >= 0);
        assert_int_equal(fstat(fd, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        close(fd);
        unlink(path);
        rmdir(name);
}

/* A child keeps it, and dies without a dump. */
static void a_child_leaves_no_core(void **state)
{
        int status = 0;

        (void)state;
        harden();
        pid_t pid = fork();
        if (pid == 0) {
                signal(SIGABRT, SIG_DFL);
                raise(SIGABRT);
                _exit(0);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
        assert_false(WCOREDUMP(status));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(the_process_is_closed),
                cmocka_unit_test(files_are_for_the_user_alone),
                cmocka_unit_test(a_child_leaves_no_core),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
