// The gallery, at app://kubarium/gallery.html: every glyph, and with `?page=stage` the whole window on a fixture
// (`&theme=dark`, `&language=zh`, `&still` for no traffic).
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { mount } from 'svelte';
import App from '../App.svelte';
import { applyTheme } from '../theme/apply-theme.ts';
import '../theme/base.css';
import { FixtureConnection } from './fixtures/connection.ts';
import { tutorialSnapshot } from './fixtures/tutorial.ts';
import GlyphSheet from './GlyphSheet.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('gallery.html has no element with the id "app"');
if (new URLSearchParams(location.search).get('page') === 'stage') {
  mount(App, { target, props: { connection: new FixtureConnection(tutorialSnapshot()) } });
} else {
  applyTheme('light');
  mount(GlyphSheet, { target });
  document.documentElement.dataset['idle'] = 'true';
}
