import { describe, expect, it } from 'vitest';
import { FileTree } from './file-tree.ts';
import { ContainerFiles } from './files.ts';

function mounted() {
  const image = { '/etc/app/app.conf': 'image', '/etc/app/other.conf': 'other', '/bin/app': '' };
  const volume = new FileTree([
    ['/app.conf', 'volume'],
    ['/sub/deep.txt', 'deep'],
  ]);
  const disk = new FileTree([['/var/log/syslog', 'log']]);
  let changes = 0;
  const files = new ContainerFiles(
    { read: (path) => image[path as keyof typeof image], paths: () => Object.keys(image) },
    { layer: undefined },
    [
      { path: '/etc/app', tree: volume, root: '', readOnly: false },
      { path: '/etc/app/one.txt', tree: volume, root: '/sub/deep.txt', readOnly: false },
      { path: '/host/log', tree: disk, root: '/var/log', readOnly: false },
    ],
    () => changes++,
  );
  return { files, volume, disk, changes: () => changes };
}

describe('what a container sees', () => {
  it('a mount hides what the image has there', () => {
    const { files } = mounted();
    expect(files.read('/etc/app/app.conf')).toBe('volume');
    expect(files.read('/etc/app/other.conf')).toBeUndefined();
    expect(files.below('/etc/app')).toEqual(['/etc/app/app.conf', '/etc/app/one.txt', '/etc/app/sub/deep.txt']);
  });

  it('a file can be mounted alone, and the machine’s disk', () => {
    const { files } = mounted();
    expect(files.read('/etc/app/one.txt')).toBe('deep');
    expect(files.read('/host/log/syslog')).toBe('log');
  });

  it('writes go where the path leads, and are told of', () => {
    const { files, volume, disk, changes } = mounted();
    files.write('/etc/app/new', '1');
    files.write('/host/log/own', '2');
    files.write('/tmp/x', '3');
    expect([volume.read('/new'), disk.read('/var/log/own'), files.read('/tmp/x')]).toEqual(['1', '2', '3']);
    expect(files.remove('/bin/app')).toBe(true);
    expect(files.read('/bin/app')).toBeUndefined();
    expect(files.remove('/bin/app')).toBe(false);
    expect(changes()).toBe(4);
  });
});
