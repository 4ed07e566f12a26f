import { BlockList, isIP } from 'node:net'

/** Networks that are not the open internet (IANA special-purpose registries). */
const V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
/** Of version 6 only what is handed out is public, without the parts that lead elsewhere (tunnels, documentation). */
const V6_TUNNELS = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const notPublic = new BlockList()
for (const [net, bits] of V4) notPublic.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of V6_TUNNELS) notPublic.addSubnet(net, bits, 'ipv6')
const handedOut = new BlockList()
handedOut.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is of this machine, its networks, or of nobody: nothing of ours may be led there from outside. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return notPublic.check(address, 'ipv4')
  if (isIP(address) !== 6) return true
  return !handedOut.check(address, 'ipv6') || notPublic.check(address, 'ipv6')
}
