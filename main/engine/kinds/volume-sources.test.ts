import { describe, expect, it } from 'vitest';
import { volumeSourceLines } from './volume-sources.ts';

describe('where the bytes of a volume are', () => {
  it('is told of every source, with Secrets referred to as their owner does', () => {
    const iscsi = { targetPortal: '10.0.0.1:3260', iqn: 'iqn.x', lun: 2, secretRef: { name: 'key' } };
    const ofPod = volumeSourceLines({ name: 'v', iscsi }, 'pod');
    expect(ofPod).toContain('ISCSIInterface\t');
    expect(ofPod).toContain('SecretRef:\t&LocalObjectReference{Name:key,}');
    const ofVolume = volumeSourceLines({ iscsi }, 'persistent-volume');
    expect(ofVolume).toContain('SecretRef:\t&SecretReference{Name:key,Namespace:,}');
    expect(volumeSourceLines({ name: 'v', cinder: { volumeID: 'd' } }, 'pod')).toContain('SecretRef:\tnil');
  });

  it('has fields that only PersistentVolumes have', () => {
    const azureFile = { secretName: 's', shareName: 'files' };
    expect(volumeSourceLines({ name: 'v', azureFile }, 'pod').join()).not.toContain('SecretNamespace');
    expect(volumeSourceLines({ azureFile }, 'persistent-volume')).toContain('SecretNamespace:\t');
    const glusterfs = { endpoints: 'e', path: 'p' };
    expect(volumeSourceLines({ glusterfs }, 'persistent-volume')).toContain('EndpointsNamespace:\t<unset>');
  });

  it('indents the attributes of a CSI volume once more', () => {
    const csi = { driver: 'd.example.com', volumeAttributes: { a: 'b', c: 'd' } };
    expect(volumeSourceLines({ name: 'v', csi }, 'pod').slice(-2)).toEqual([
      'VolumeAttributes:\t    a=b',
      '    \t    c=d',
    ]);
    expect(volumeSourceLines({ name: 'v', csi: { driver: 'd' } }, 'pod').at(-1)).toBe('VolumeAttributes:\t<none>');
  });

  it('is nothing for a source that only Pods have', () => {
    expect(volumeSourceLines({ name: 'v', emptyDir: {} }, 'pod')).toEqual([]);
  });
});
