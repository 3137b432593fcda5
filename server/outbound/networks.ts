import { BlockList, isIPv4 } from 'node:net';

/** Which addresses may be asked by this server of its own accord. */
export type Networks = {
  /** Over TLS: any address of the internet, and of the networks that are our own. */
  mayAsk(address: string): boolean;
  /** Without TLS too: it lies in a network that is our own. */
  isOwn(address: string): boolean;
};

/** IPv4 that is nobody's of the internet: IANA's special-purpose registry, multicast and what is reserved. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of IPv6 global unicast is 2000::/3 and no more; within it what carries another address, and what is for examples. */
const global6 = ['2000::/3'];
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const special = listOf([...special4, ...special6]);
const global = listOf(global6);

/** `own`: addresses and networks as `10.1.0.0/16`, which the installation calls its own. */
export function createNetworks(own: readonly string[]): Networks {
  const ours = listOf(own);
  const isOwn = (address: string) => isIn(ours, plain(address));
  return {
    isOwn,
    mayAsk: (address) => isOwn(address) || isPublic(plain(address)),
  };
}

function isPublic(address: string): boolean {
  if (isIn(special, address)) return false;
  return isIPv4(address) || isIn(global, address);
}

/** IPv4 that is written as IPv6 is what it is. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}

const isIn = (list: BlockList, address: string) => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
