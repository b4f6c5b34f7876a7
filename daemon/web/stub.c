#include "web/web.h"
bool page_queue(struct web *w, struct err *e){(void)e;return reply_not_found(w);}
bool page_history(struct web *w, struct err *e){(void)e;return reply_not_found(w);}
bool page_tree(struct web *w, struct err *e){(void)e;return reply_not_found(w);}
bool page_node(struct web *w, struct err *e){(void)e;return reply_not_found(w);}
bool page_node_post(struct web *w, struct err *e){(void)e;return reply_not_found(w);}
bool page_system(struct web *w, struct err *e){(void)e;return reply_not_found(w);}
bool page_access(struct web *w, struct err *e){(void)e;return reply_not_found(w);}
