"""`service`: the program begins with the machine, by systemd or by the task scheduler of Windows."""
