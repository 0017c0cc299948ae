import { describe, expect, it } from 'vitest';
import { invalidImageName } from './image-policy.ts';

describe('an image reference', () => {
  it.each([
    'nginx',
    'nginx:1.27-alpine',
    'team/app',
    'localhost/app:v1',
    'registry.example.com:5000/team/app:v1',
    'harbor.example.com/a/b__c/d-e.f',
    `nginx@sha256:${'0'.repeat(64)}`,
    `nginx:1@sha256:${'0'.repeat(64)}`,
  ])('%s is one', (image) => {
    expect(invalidImageName(image)).toBeUndefined();
  });

  it.each([
    ['Nginx:1.27', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['Nginx:UP PER', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['team/Nginx', 'invalid reference format: repository name (team/Nginx) must be lowercase'],
    ['example.com/Team/x', 'invalid reference format: repository name (Team/x) must be lowercase'],
    ['nginx:::bad', 'invalid reference format'],
    ['nginx:', 'invalid reference format'],
    ['nginx:a b', 'invalid reference format'],
    ['a//b', 'invalid reference format'],
    ['-nginx', 'invalid reference format'],
    ['nginx@sha256:12', 'invalid reference format'],
  ])('%s is none', (image, fault) => {
    const words = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${fault}`;
    expect(invalidImageName(image)).toBe(words);
  });
});
