/** Of what was done before it was told. */
export const toldLater = {
  at: (clock: string) => `told at ${clock}`,
  ahead: (claimed: string, off: string) => `by the phone’s clock ${claimed}, not believed: it was ${off} fast`,
  behind: (claimed: string, off: string) => `by the phone’s clock ${claimed}, not believed: it was ${off} slow`,
};
