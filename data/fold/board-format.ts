/**
 * Raised when the board or its folds change meaning: boards kept before are then not used any more.
 * A test over a golden log says when that is so.
 */
export const BOARD_FORMAT = 5;
