// Load on one address of this machine, and what it costs the program that answers.

import { readFile } from 'node:fs/promises'
import http from 'node:http'

/**
 * Asks for one page again and again over a number of kept connections.
 * @param {string} url an address of this machine
 * @param {{connections?: number, requests?: number, seconds?: number, headers?: object, expect?: number}} options
 *   ends after `requests` or after `seconds`, whichever comes first
 * @returns {Promise<{requests: number, seconds: number, perSecond: number, p50: number, p99: number}>} times in ms
 */
export async function load(url, { connections = 8, requests = Infinity, seconds = 10, headers = {}, expect = 200 } = {}) {
  const { hostname } = new URL(url)
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) throw new Error(`${hostname} is not this machine`)
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const times = []
  const from = performance.now()
  const until = from + seconds * 1000
  let asked = 0

  const once = () =>
    new Promise((resolve, reject) => {
      const start = performance.now()
      const request = http.get(url, { agent, headers }, (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode !== expect) return reject(new Error(`${url} answered ${response.statusCode}`))
          times.push(performance.now() - start)
          return resolve()
        })
      })
      request.on('error', reject)
    })
  const worker = async () => {
    while (performance.now() < until && asked < requests) {
      asked += 1
      await once()
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, worker))
  } finally {
    agent.destroy()
  }
  const took = (performance.now() - from) / 1000
  times.sort((one, other) => one - other)
  const quantile = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))]
  return { requests: times.length, seconds: took, perSecond: times.length / took, p50: quantile(0.5), p99: quantile(0.99) }
}

/** Processor time of a process so far, in milliseconds (Linux). */
export async function cpuTime(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name of the program may hold spaces and brackets: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const TICKS_A_SECOND = 100
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND
}

/** Resident memory of a process, in MiB (Linux). */
export async function residentMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) / 1024
}
