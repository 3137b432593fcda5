/**
 * Views that a shift does not live in. What each of them is made of is a list of files, which would lie in what the console
 * loads first; so it lies here, and comes with the first of them.
 */
export const hotline = () => import('./hotline/HotlineView.svelte');
export const bulletins = () => import('./views/bulletins/BulletinsView.svelte');
export const grid = () => import('./views/grid/GridView.svelte');
export const disputes = () => import('./views/disputes/DisputesView.svelte');
export const shift = () => import('./views/shift/ShiftView.svelte');
export const people = () => import('./views/people/PeopleView.svelte');
export const trends = () => import('./views/trends/TrendsView.svelte');
export const community = () => import('./views/community/CommunityView.svelte');
export const cards = () => import('./views/cards/CardsView.svelte');
export const partners = () => import('./views/partners/PartnersView.svelte');
export const channels = () => import('./views/channels/ChannelsView.svelte');
export const imports = () => import('./views/imports/ImportsView.svelte');
export const nodes = () => import('./views/nodes/NodesView.svelte');
export const audit = () => import('./views/audit/AuditView.svelte');
