/** Loaded with the first password. */
const argon2 = () => import('@node-rs/argon2');

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. Argon2id is the library's default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** PHC string of a password. Different ways to write the same letter are the same password. */
export async function hashPassword(password: string): Promise<string> {
  return (await argon2()).hash(password.normalize('NFKC'), cost);
}

/** What is compared where there is nobody, so that the answer takes as long. */
let decoy: Promise<string> | undefined;

/** Takes the same time whether or not there is a `kept` one. */
export async function isPassword(kept: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const { verify } = await argon2();
  const right = await verify(kept ?? (await decoy), password.normalize('NFKC'));
  return right && kept !== undefined;
}
