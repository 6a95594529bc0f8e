"""Asks the real dnf what it says of many machines: ask-dnf.py FOLDER

FOLDER/world.json   {"platform", "hosts": [{"id", "repositories", "packages", "kernel", "modules", "excludes"}]}
FOLDER/repos/ID/    a yum repository each
answers on standard output, one JSON object: host id -> {"available", "updates", "closable", "upgrades", "listed", "unlocked"}
  available, updates   rows [id, NEVRA] of `dnf updateinfo list --available | --updates`
  closable             [id, NEVRA]: for rows of available, the newest build dnf would install that is not older than the row's
  upgrades             [name, EVR, arch, repository]: the newest upgrade of every name and architecture
  listed               the same of `dnf list --upgrades`, which shows only the newest of every name
  unlocked             closable with the host's excludes

Every machine gets an rpm database of its own (rpmdb --importdb) and a run of dnf's own command line classes. Rows are
printed by dnf itself. The one thing that is replaced is uname: the running kernel is the package the world names.
"""
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys

import dnf.cli.cli
import dnf.cli.option_parser
import dnf.sack
import rpm

FOLDER = os.path.abspath(sys.argv[1])
MAGIC = bytes.fromhex('8eade80100000000')
EQUAL = 8
RPMDB = rpm.expandMacro('%{_dbpath}')  # Debian's rpm keeps it in the home folder
running = {'source': None}


def running_kernel(sack):
    """In place of libdnf's, which asks uname and finds who owns /boot/vmlinuz-UNAME."""
    found = sack.query().installed().filter(sourcerpm=running['source']).run() if running['source'] else []
    return found[0] if found else None


dnf.sack.Sack.get_running_kernel = running_kernel


def header(package):
    made = rpm.hdr()
    for tag in ('name', 'version', 'release', 'arch'):
        made[tag] = package[tag]
    if package['epoch']:
        made['epoch'] = package['epoch']
    made['os'] = 'linux'
    made['summary'] = made['description'] = made['group'] = made['license'] = 'made'
    made['size'] = made['installtime'] = made['buildtime'] = 1
    made['sourcerpm'] = package['sourceRpm']
    if package.get('modularity'):
        made['modularitylabel'] = package['modularity']
    evr = '%s-%s' % (package['version'], package['release'])
    made['providename'] = [package['name']]
    made['provideversion'] = ['%d:%s' % (package['epoch'], evr) if package['epoch'] else evr]
    made['provideflags'] = [EQUAL]
    return MAGIC + made.unload()


def install(root, host):
    database = root + RPMDB
    for folder in (database, os.path.join(root, 'etc/dnf/modules.d')):
        os.makedirs(folder)
    subprocess.run(['rpmdb', '--dbpath', database, '--importdb'],
                   input=b''.join(header(package) for package in host['packages']), check=True)
    for name, module in host['modules'].items():
        with open(os.path.join(root, 'etc/dnf/modules.d', name + '.module'), 'w') as out:
            out.write('[%s]\nname=%s\nstream=%s\nprofiles=\nstate=%s\n'
                      % (name, name, module['stream'], module['state']))


def rows(command, availability):
    command.opts.availability = availability
    command._installed_query = None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        command.run()
    return sorted({(line.split()[0], with_epoch(line.split()[-1])) for line in out.getvalue().splitlines()})


def with_epoch(nevra):
    name, version, release = nevra.rsplit('-', 2)
    return nevra if ':' in version else '%s-0:%s-%s' % (name, version, release)


def arguments(root, host, excludes):
    found = ['--installroot', root, '--releasever', '8', '--noplugins', '--setopt', 'reposdir=' + root,
             '--setopt', 'cachedir=' + os.path.join(FOLDER, 'cache'), '-c', os.path.join(FOLDER, 'dnf.conf'),
             '--setopt', 'module_platform_id=' + WORLD['platform'], '--setopt', 'metadata_expire=never',
             '--setopt', 'persistdir=' + os.path.join(root, 'var/lib/dnf'), '--forcearch', 'x86_64', '--nogpgcheck', '-q']
    for name in host['repositories']:
        found += ['--repofrompath', '%s,file://%s' % (name, os.path.join(FOLDER, 'repos', name))]
    for name in excludes:
        found += ['--exclude', name]
    return found + ['updateinfo', 'list', '--available']


def packages(found):
    return sorted((each.name, '%s:%s-%s' % (each.epoch, each.version, each.release), each.arch, each.reponame)
                  for each in found)


def closing(base, nevra):
    name_evr, arch = nevra.rsplit('.', 1)
    name, version, release = name_evr.rsplit('-', 2)
    if base.sack.query().installed().filterm(name=name, arch=arch, evr__gte='%s-%s' % (version, release)):
        return None  # installed already, and an older kernel runs
    newer = base.sack.query().upgrades().filterm(name=name, arch=arch, evr__gte='%s-%s' % (version, release))
    newest = max(newer, default=None)
    return newest and '%s-%d:%s-%s.%s' % (name, newest.epoch, newest.version, newest.release, arch)


def closable(base, available):
    return sorted({(row[0], build) for row in available for build in [closing(base, row[1])] if build})


@contextlib.contextmanager
def dnf_on(root, host, excludes):
    with dnf.cli.cli.BaseCli() as base:
        cli = dnf.cli.cli.Cli(base)
        cli.configure(arguments(root, host, excludes), dnf.cli.option_parser.OptionParser())
        with contextlib.redirect_stdout(io.StringIO()):
            cli.run()
        yield base, cli.command


def ask(host):
    root = os.path.join(FOLDER, 'root')
    shutil.rmtree(root, ignore_errors=True)
    install(root, host)
    kernel = [each for each in host['packages'] if each['name'] == 'kernel-core'
              and '%s-%s.%s' % (each['version'], each['release'], each['arch']) == host['kernel']]
    running['source'] = kernel[0]['sourceRpm'] if kernel else None
    with dnf_on(root, host, []) as (base, command):
        available = rows(command, 'available')
        answer = {
            'available': available,
            'updates': rows(command, 'updates'),
            'closable': closable(base, available),
            'upgrades': packages(base.sack.query().filterm(upgrades_by_priority=True, latest_per_arch=True)),
            'listed': packages(base._do_package_lists('upgrades').updates),
        }
    if host['excludes']:
        with dnf_on(root, host, host['excludes']) as (base, command):
            answer['unlocked'] = closable(base, rows(command, 'available'))
    return answer


with open(os.path.join(FOLDER, 'world.json')) as source:
    WORLD = json.load(source)
json.dump({host['id']: ask(host) for host in WORLD['hosts']}, sys.stdout)
