/** An attachment: Esc inside the element closes it, and nothing around it. */
export function onEscape(close: () => void): (node: HTMLElement) => () => void {
  return (node) => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    node.addEventListener('keydown', listen);
    return () => node.removeEventListener('keydown', listen);
  };
}
