# Serial ports of USB devices, as Linux and udev tell of them, for a session of the proof: `serial-ports.py FOLDER`. It needs
# root's rights in the session's namespaces. It takes commands at the socket FOLDER/socket, one JSON array a line, and
# answers each with a line: null, or what went wrong. The ports are terminals without a screen. Nothing of the machine is
# hidden or shown until `begin`, and `end` brings it back.
import fcntl, json, os, pty, shutil, socket, struct, subprocess, sys, termios, tty

FOLDER = sys.argv[1]
DEVICES = '/sys/devices/virtual/tty'
PLACES = {'devices': DEVICES, 'class': '/sys/class/tty', 'udev': '/run/udev', 'drivers': '/proc/tty/drivers'}
ports = {}


def begin():
    for name in ('devices', 'class', 'udev/data'):
        os.makedirs(f'{FOLDER}/{name}')
    # By this file libudev knows that udev runs.
    open(f'{FOLDER}/udev/control', 'w').close()
    with open('/proc/tty/drivers') as real, open(f'{FOLDER}/drivers', 'w') as known:
        known.write(real.read() + 'scanner /dev/pts 136 0-1048575 serial\n')
    os.makedirs('/run/udev', exist_ok=True)
    for name, place in PLACES.items():
        subprocess.run(['mount', '--bind', f'{FOLDER}/{name}', place], check=True)


def end():
    for name in list(ports):
        unplug(name)
    for place in PLACES.values():
        subprocess.run(['umount', '--lazy', place], check=True)
    for name in ('devices', 'class', 'udev'):
        shutil.rmtree(f'{FOLDER}/{name}')


def plug(name, vendor, product, serial_number=None):
    main, port = pty.openpty()
    tty.setraw(port)
    path = os.ttyname(port)
    os.chmod(path, 0o666)
    number = os.stat(path).st_rdev
    os.close(port)
    major, minor = os.major(number), os.minor(number)
    node = {'MAJOR': major, 'MINOR': minor, 'DEVNAME': path}
    usb = {'ID_BUS': 'usb', 'ID_VENDOR_ID': vendor, 'ID_MODEL_ID': product, 'ID_MODEL_ENC': 'Scanner'}
    if serial_number:
        usb['ID_SERIAL_SHORT'] = serial_number
    os.makedirs(f'{FOLDER}/devices/{name}')
    os.symlink('/sys/class/tty', f'{FOLDER}/devices/{name}/subsystem')
    write(f'devices/{name}/uevent', {**node, 'DEVNAME': path.removeprefix('/dev/')})
    record = f'udev/data/c{major}:{minor}'
    write(record, {'I:1': None, **{f'E:{key}': value for key, value in usb.items()}})
    os.symlink(f'{DEVICES}/{name}', f'{FOLDER}/class/{name}')
    ports[name] = {'main': main, 'record': record, 'told': {**node, **usb}}
    announce('add', name)


def unplug(name):
    os.unlink(f'{FOLDER}/class/{name}')
    shutil.rmtree(f'{FOLDER}/devices/{name}')
    os.unlink(f'{FOLDER}/{ports[name]["record"]}')
    announce('remove', name)
    os.close(ports.pop(name)['main'])


def scan(name, text):
    os.write(ports[name]['main'], text.encode())


def free():
    """Chromium takes a port for itself alone. A real port forgets that when it is closed, and these don't."""
    for port in ports.values():
        opened = os.open(port['told']['DEVNAME'], os.O_RDWR | os.O_NOCTTY)
        fcntl.ioctl(opened, termios.TIOCNXCL)
        os.close(opened)


def write(file, lines):
    with open(f'{FOLDER}/{file}', 'w') as out:
        out.writelines(key + '\n' if value is None else f'{key}={value}\n' for key, value in lines.items())


def announce(action, name):
    """Tells of a port as udev does, in the format of libudev's messages."""
    told = {'ACTION': action, 'DEVPATH': f'{DEVICES.removeprefix("/sys")}/{name}', 'SUBSYSTEM': 'tty', 'SEQNUM': 1000}
    body = b''.join(f'{key}={value}'.encode() + b'\0' for key, value in {**told, **ports[name]['told']}.items())
    head = struct.pack('>8sI', b'libudev\0', 0xFEEDCAFE) + struct.pack('<III', 40, 40, len(body))
    netlink.sendto(head + struct.pack('>IIII', murmur_hash(b'tty'), 0, 0, 0) + body, (0, 2))


def murmur_hash(data):
    """MurmurHash2, by which libudev's listeners choose messages without reading them. Only for three bytes."""
    times, hashed = 0x5BD1E995, len(data)
    hashed = (hashed ^ int.from_bytes(data, 'little')) * times & 0xFFFFFFFF
    hashed = (hashed ^ hashed >> 13) * times & 0xFFFFFFFF
    return hashed ^ hashed >> 15


netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15)
COMMANDS = {'begin': begin, 'end': end, 'plug': plug, 'unplug': unplug, 'scan': scan, 'free': free}
server = socket.socket(socket.AF_UNIX)
server.bind(f'{FOLDER}/socket')
os.chmod(f'{FOLDER}/socket', 0o666)
server.listen()
while True:
    connection, _ = server.accept()
    with connection, connection.makefile('rw') as lines:
        for line in lines:
            command, *args = json.loads(line)
            try:
                COMMANDS[command](*args)
                answer = None
            except Exception as error:
                answer = f'{command}: {error!r}'
            lines.write(json.dumps(answer) + '\n')
            lines.flush()
