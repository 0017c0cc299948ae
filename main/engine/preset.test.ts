import { describe, expect, it } from 'vitest';
import catalogueJson from '../../resources/images/catalogue.json';
import oracleJson from '../../resources/presets/oracle.json';
import tutorialJson from '../../resources/presets/tutorial.json';
import { parseManifest } from './api/manifest.ts';
import { parseCatalogue, parsePreset } from './preset.ts';

describe('presets', () => {
  it.each([
    ['tutorial', tutorialJson],
    ['oracle', oracleJson],
  ])('%s is valid, and its manifests are Pods', (name, json) => {
    const preset = parsePreset(json);
    if (!preset.ok) throw new Error(preset.problem.message);
    expect(preset.value.name).toBe(name);
    const [master] = preset.value.nodes;
    const manifests = Object.entries(master?.files ?? {}).filter(([path]) => path.includes('/manifests/'));
    expect(manifests).toHaveLength(4);
    for (const [path, text] of manifests) {
      const parsed = parseManifest(text, path);
      expect(parsed.ok && parsed.value.map(({ kind }) => kind)).toEqual(['Pod']);
    }
  });

  it('nginx’s page is as long as its headers have it', () => {
    const catalogue = parseCatalogue(catalogueJson);
    const nginx = catalogue.ok ? catalogue.value.images.find(({ repository }) => repository === 'nginx') : undefined;
    expect(nginx?.files['/usr/share/nginx/html/index.html']).toHaveLength(615);
  });

  it('says where it is wrong', () => {
    const nodes = [{ ...tutorialJson.nodes[0], ip: 'nowhere' }];
    const parsed = parsePreset({ ...tutorialJson, nodes });
    expect(!parsed.ok && parsed.problem.where).toBe('nodes.0.ip');
  });
});
