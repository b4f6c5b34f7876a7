#include "ctl/ctl.h"
enum ctl_exit ctl_map(const struct ctl *ctl, struct err *err)
{
        (void)ctl;
        (void)err;
        return CTL_USAGE;
}
