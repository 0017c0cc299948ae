import { describe, expect, it } from 'vitest';
import { type ImageCatalogue, findImage, isMissing, parseImageName, versionOf } from './catalogue.ts';

const image = (repository: string, tags: string[]) => ({
  repository,
  tags,
  sizeBytes: 1,
  pullUs: 1,
  builtAt: '2026-01-01T00:00:00Z',
  program: { type: 'pause' } as const,
  files: {},
});
const catalogue: ImageCatalogue = {
  images: [image('nginx', ['1.25']), image('nginx', ['*']), image('busybox', ['1.36'])],
  unknown: { sizeBytes: 1, pullUs: 1 },
  missing: ['no-such'],
};

describe('image names', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['team/app:v1', 'docker.io/team/app:v1'],
    ['localhost/app', 'localhost/app:latest'],
    ['registry.example.com:5000/team/app', 'registry.example.com:5000/team/app:latest'],
    ['nginx@sha256:abc', 'docker.io/library/nginx@sha256:abc'],
  ])('%s is %s', (reference, full) => {
    expect(parseImageName(reference).full).toBe(full);
  });
});

describe('the image catalogue', () => {
  it('knows an image by the end of its name, from any registry', () => {
    expect(findImage(catalogue, 'harbor.example.com/web/nginx:1.25')?.tags).toEqual(['1.25']);
    expect(findImage(catalogue, 'nginx:1.24-alpine')?.tags).toEqual(['*']);
    expect(findImage(catalogue, 'busybox:1.37')).toBeUndefined();
    expect(findImage(catalogue, 'my-nginx')).toBeUndefined();
    expect(isMissing(catalogue, 'nginx:no-such')).toBe(true);
  });

  it('reads the version from the tag', () => {
    const versions = { version: '1.29.4', versions: { '1.25': '1.25.5' } };
    expect(versionOf(versions, '1.25.1-alpine')).toBe('1.25.1');
    expect(versionOf(versions, '1.25-alpine')).toBe('1.25.5');
    expect(versionOf(versions, 'latest')).toBe('1.29.4');
  });
});
