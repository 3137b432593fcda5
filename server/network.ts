import { ipKeyGenerator } from 'express-rate-limit';

/**
 * What a limit counts an address as: of IPv6 the /64, which is one subscriber or one office and holds
 * more addresses than anybody could count; IPv4, also where it is written as IPv6, as it is.
 */
export const networkOf = (address: string): string => ipKeyGenerator(address, 64);
