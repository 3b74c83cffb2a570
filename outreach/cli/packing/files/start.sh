#!/bin/sh
# 启动普法台账：./start.sh；其他命令写在后面，例如 ./start.sh doctor
# Starts Outreach: ./start.sh; a command may follow, as in ./start.sh doctor
home=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1
read -r version < "$home/current" || [ -n "$version" ] || exit 1
exec "$home/versions/$version/python/bin/python3" -I -X utf8 -m outreach.cli "$@"
