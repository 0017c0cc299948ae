import { describe, expect, it } from 'vitest';
import { NODE, Rig } from '../../testing/kubelet-rig.ts';

const warnings = (rig: Rig, wanted: string) =>
  [...rig.server.store.all('events')].filter(({ reason }) => reason === wanted).map(({ message }) => message);

describe('a disk that is fuller than it should be', () => {
  it('loses images that nothing uses, as many as have to go', () => {
    const rig = new Rig();
    const { images } = rig.runtime.machine(NODE);
    const before = images.count;
    // 40Gi, of which a little more than 80 % is to be used when the first image has gone.
    rig.runtime.machine(NODE).capacity.fillDisk(0.85 - images.sizeBytes / (40 * 2 ** 30) + 0.0001);
    rig.runFor(310);
    expect(images.count).toBeLessThan(before);
    expect(rig.runtime.machine(NODE).capacity.storageLeft).toBeGreaterThan(0.15 * 40 * 2 ** 30);
  });

  // Nobody is evicted for it: there is still a little more than 15 %.
  it('is reported when that is not enough, and the failure when it lasts', () => {
    const rig = new Rig();
    rig.runtime.machine(NODE).capacity.fillDisk(0.842);
    rig.runFor(310);
    expect(warnings(rig, 'FreeDiskSpaceFailed')).toEqual([
      expect.stringMatching(
        /^Insufficient free disk space on the node's image filesystem \(85% of 40\.0 GiB used\)\. Failed to free sufficient space by deleting unused images \(freed \d+ bytes\)\./,
      ),
    ]);
    expect(warnings(rig, 'ImageGCFailed')).toEqual([]);
    const twin = rig.reborn();
    for (const each of [rig, twin]) {
      each.runFor(300);
      expect(warnings(each, 'ImageGCFailed')).toHaveLength(1);
    }
    expect(twin.state()).toBe(rig.state());
  });
});
