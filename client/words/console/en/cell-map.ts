/** The map that a grid cell is chosen on; comes with it. */
export const cellMap = {
  label: 'Map of the grid: a click, or Enter at the cross, chooses the cell that lies there',
  prompt: 'A click, or Enter at the cross, chooses the cell.',
  chosen: (cell: string) => `Chosen: ${cell}`,
  outside: 'No grid cell lies there.',
  noMap: 'No map on this screen: choose from the lists.',
};
