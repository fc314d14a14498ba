"""The inside of the sandbox: shut the doors, then run one command.

Started by `papers.sandbox` as `python -I -S jail.py '<plan as JSON>'`; it imports the standard library only,
because
it runs before anything else is allowed to exist. It stays as the supervisor of what it starts: when the
server
process dies, the kernel sends it SIGTERM (PR_SET_PDEATHSIG) and it takes its whole process group with it.

Levels, each a superset of the next: `full` (own network, processes, and a root folder that holds the
programs, the
work folder and nothing else), `network` (no network, own process tree, the file system as it is), `none`.
Sources: unshare(2), mount_namespaces(7), pid_namespaces(7), prctl(2).
"""

# ruff: noqa: PTH101, PTH103, PTH112, PTH114, PTH115, PTH120, PTH123, PTH211
import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable

Become = Callable[[dict], None]
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
MS_RDONLY, MS_NOSUID, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = (
    1,
    2,
    32,
    4096,
    16384,
    1 << 18,
)
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECUREBITS, PR_SET_CHILD_SUBREAPER = (
    1,
    38,
    28,
    36,
)
SYS_MOUNT_SETATTR, AT_FDCWD, AT_RECURSIVE, MOUNT_ATTR_RDONLY = 442, -100, 0x8000, 1
REFUSED = 97  # exit code: the kernel gives less isolation than the plan demands
LEVELS = ("none", "network", "full")

libc = ctypes.CDLL(None, use_errno=True)


def prctl(*arguments: int) -> None:
    """prctl(2); elsewhere than on Linux there is none, and the level is `none` anyway."""
    if sys.platform == "linux":
        libc.prctl(*arguments)


def check(result: int) -> None:
    """Turn a -1 of libc into an OSError with its errno."""
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def unshare(flags: int) -> None:
    """Leave the shared namespaces; as an ordinary user by way of a user namespace of our own."""
    if libc.unshare(flags) == 0:
        return
    uid, gid = os.getuid(), os.getgid()
    check(libc.unshare(flags | CLONE_NEWUSER))
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as stream:
            stream.write(text)


def mount(source: str, target: str, kind: str | None, flags: int) -> None:
    """mount(2) with Python strings."""
    check(
        libc.mount(
            source.encode(),
            target.encode(),
            kind.encode() if kind else None,
            flags,
            None,
        )
    )


def show_in_root(root: str, path: str) -> None:
    """Make `path` visible at the same place below `root`; links are repeated as links."""
    if not os.path.lexists(path):
        return
    target = root + path
    if os.path.lexists(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        with open(target, "w", encoding="ascii"):
            pass
    mount(path, target, None, MS_BIND | MS_REC)


class MountAttributes(ctypes.Structure):
    """struct mount_attr of mount_setattr(2)."""

    _fields_ = [(name, ctypes.c_uint64) for name in ("attr_set", "attr_clr", "propagation", "userns_fd")]


def set_read_only(path: str, *, recursive: bool, read_only: bool) -> None:
    """Switch writing below `path` off or on for this process tree only."""
    wanted = MountAttributes(
        MOUNT_ATTR_RDONLY if read_only else 0,
        0 if read_only else MOUNT_ATTR_RDONLY,
        0,
        0,
    )
    flags = AT_RECURSIVE if recursive else 0
    check(
        libc.syscall(
            SYS_MOUNT_SETATTR,
            AT_FDCWD,
            path.encode(),
            flags,
            ctypes.byref(wanted),
            ctypes.sizeof(wanted),
        )
    )


def enter_root(plan: dict) -> None:
    """Change into a root folder that holds only what the plan shows, read-only except the work folder."""
    root, work = plan["root"], plan["work"]
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    mount("tmpfs", root, "tmpfs", MS_NOSUID)
    os.makedirs(root + "/tmp")
    mount("tmpfs", root + "/tmp", "tmpfs", MS_NOSUID)  # LibreOffice keeps its pipe there; gone with the child
    for path in plan["show"]:
        show_in_root(root, path)
    for device in ("null", "zero", "random", "urandom"):
        show_in_root(root, f"/dev/{device}")
    os.makedirs(root + "/proc", exist_ok=True)
    try:
        mount("proc", root + "/proc", "proc", MS_NOSUID)
    except OSError:
        pass  # a container may forbid it; nothing we run needs /proc
    show_in_root(root, work)
    set_read_only(root, recursive=True, read_only=True)
    for path in ("/tmp", work):
        set_read_only(root + path, recursive=False, read_only=False)
    os.chmod(root + "/tmp", 0o1777)
    os.chroot(root)
    os.chdir(work)


def drop_powers(user: int | None) -> None:
    """Become `user` (when started as root) and give up every capability for good, also across exec."""
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    prctl(PR_SET_SECUREBITS, 0b11, 0, 0, 0)
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if sys.platform == "linux":
        libc.capset(ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))


def set_limits(limits: dict) -> None:
    """Hard limits by their RLIMIT name, never above what we have ourselves."""
    for name, value in limits.items():
        which = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(which)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(which, (value, value))
        except (ValueError, OSError):
            continue  # some systems know a limit and refuse it


def wait_for(pid: int) -> int:
    """Reap everything until `pid` ends; its exit code, 128 + signal when it was killed."""
    while True:
        ended, status = os.wait()
        if ended == pid:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def isolate(plan: dict) -> tuple[str, str]:
    """Take the highest level the kernel allows (not above the wanted one): the level and why not more."""
    why = ""
    for level in reversed(LEVELS[1 : LEVELS.index(plan["level"]) + 1]):
        flags = CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWIPC | (CLONE_NEWNS if level == "full" else 0)
        try:
            unshare(flags)
            return level, why
        except OSError as error:
            why = f"{level}: {error.strerror}"
        except AttributeError:
            why = f"{level}: not on this system"
    return "none", why


def become_command(plan: dict) -> None:
    """The usual end: another program takes this process over. Never returns."""
    os.execvpe(plan["command"][0], plan["command"], plan["env"])


def run_inner(plan: dict, level: str, become: Become) -> None:
    """The first process inside: builds the root, starts the command, reaps, ends with its code. Never
    returns.
    """
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.chdir(plan["work"])
    if level == "full":
        enter_root(plan)
    pid = os.fork()
    if pid == 0:
        drop_powers(plan["user"] if level == "full" else None)
        set_limits(plan["limits"])
        become(plan)
    os._exit(wait_for(pid))


def report(plan: dict, level: str, why: str) -> None:
    """Tell the parent, over its own pipe, how far the isolation went."""
    os.write(plan["report_fd"], (json.dumps({"level": level, "why": why}) + "\n").encode())


def attempt(plan: dict, level: str, become: Become) -> int:
    """Run the command inside; returns its exit code."""
    pid = os.fork()
    if pid == 0:
        try:
            os.close(plan["report_fd"])
            run_inner(plan, level, become)
        except BaseException as error:
            sys.stderr.write(f"jail: {error}\n")
        finally:
            os._exit(REFUSED)
    return wait_for(pid)


def shut_in(plan: dict, become: Become = become_command) -> int:
    """Isolate this process, let `become` happen inside, and wait; the exit code. `become` never returns."""
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def take_everyone_along(*_: object) -> None:
        os.killpg(0, signal.SIGKILL)

    signal.signal(signal.SIGTERM, take_everyone_along)
    level, why = isolate(plan)
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)  # after isolate(): gaining powers clears it
    if os.getppid() != plan["parent"]:
        take_everyone_along()
    report(plan, level, why)
    os.set_inheritable(plan["report_fd"], False)
    if LEVELS.index(level) < LEVELS.index(plan["demand"]):
        return REFUSED
    return attempt(plan, level, become)


def main() -> None:
    """Read the plan, isolate, run, and end with the command's exit code."""
    sys.exit(shut_in(json.loads(sys.argv[1])))


if __name__ == "__main__":
    main()
