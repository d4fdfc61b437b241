"""Who is who across articles, which events are one, which statements are one."""
