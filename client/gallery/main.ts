import { mount } from 'svelte';
import '../theme.css';
import Wall from '../wall/Wall.svelte';
import { wallOptions } from '../wall/options.ts';
import { madeWall } from './made-wall.ts';

mount(Wall, {
  target: document.body,
  props: { model: madeWall(), options: wallOptions(new URLSearchParams(location.search)) },
});
