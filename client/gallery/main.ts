import { mount } from 'svelte';
import '../theme.css';
import { wallOptions } from '#client/wall/options.ts';
import Gallery from './Gallery.svelte';
import Scene from './Scene.svelte';
import { scenes } from './scenes.ts';

const query = new URLSearchParams(location.search);
const options = wallOptions(query);
const scene = scenes[query.get('scene') ?? ''];
const target = document.body;

if (scene) mount(Scene, { target, props: { model: scene(), options } });
else {
  document.documentElement.lang = options.lang;
  document.documentElement.dataset['theme'] = options.theme;
  mount(Gallery, { target, props: { query, options } });
}
