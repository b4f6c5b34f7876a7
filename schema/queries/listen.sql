-- Template. From now on the connection is told of this channel's notices.
LISTEN {channel};
