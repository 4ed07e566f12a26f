import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressKey, clientAddress } from './address.ts'

const request = (remoteAddress: string, forwarded?: string) => ({
  headers: { 'x-forwarded-for': forwarded },
  socket: { remoteAddress },
})

test('[LI6] without proxies a forwarded address is not believed', () => {
  assert.equal(clientAddress(request('10.0.0.1', '1.2.3.4'), 0), '10.0.0.1')
})

test('[LI6] behind proxies the address is what the outermost trusted one saw, whatever the client wrote before', () => {
  assert.equal(clientAddress(request('10.0.0.1', '9.9.9.9, 1.2.3.4'), 1), '1.2.3.4')
  assert.equal(clientAddress(request('10.0.0.1', '9.9.9.9, 1.2.3.4, 10.0.0.2'), 2), '1.2.3.4')
  assert.equal(clientAddress(request('10.0.0.1', '1.2.3.4'), 5), '1.2.3.4')
  assert.equal(clientAddress(request('10.0.0.1'), 1), '10.0.0.1')
  assert.equal(clientAddress(request('10.0.0.1', ' , '), 1), '10.0.0.1')
})

test('[LI4] an IPv6 network is one address, a mapped IPv4 address is itself', () => {
  assert.equal(addressKey('192.0.2.7'), '192.0.2.7')
  assert.equal(addressKey('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(addressKey('2001:db8:1:2:aaaa::1'), addressKey('2001:db8:1:2:bbbb:cccc:dddd:eeee'))
  assert.equal(addressKey('2001:0db8:0001:0002::1'), addressKey('2001:db8:1:2::9'))
  assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'))
  assert.equal(addressKey('2001:db8::'), addressKey('2001:db8::7'))
  assert.equal(addressKey('fe80::1%eth0'), addressKey('fe80::2'))
  assert.equal(addressKey('::1'), '0:0:0:0::/64')
  assert.equal(addressKey(''), '')
})
