// The gallery, at app://kubarium/gallery.html: every glyph, and with `?page=stage` the whole window on a fixture
// (`&theme=dark`, `&language=zh`, `&still` for no traffic, `&nodes=20&pods=400` for a crowd, `&packets=2000` for so many
// requests under way).
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { mount } from 'svelte';
import App from '../App.svelte';
import { applyTheme } from '../theme/apply-theme.ts';
import '../theme/base.css';
import { FixtureConnection } from './fixture-connection.ts';
import { crowdedSnapshot } from '../scene/samples/crowd.ts';
import GlyphSheet from './GlyphSheet.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('gallery.html has no element with the id "app"');
const query = new URLSearchParams(location.search);
if (query.get('page') === 'stage') {
  const [nodes, pods, packets] = ['nodes', 'pods', 'packets'].map((name) => Number(query.get(name) ?? 0));
  const connection = new FixtureConnection(crowdedSnapshot(nodes ?? 0, pods ?? 0), packets || undefined);
  mount(App, { target, props: { connection } });
} else {
  applyTheme('light');
  mount(GlyphSheet, { target });
  document.documentElement.dataset['idle'] = 'true';
}
