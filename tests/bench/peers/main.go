// Goroutines and channels on one processor, as our engine has one thread. Prints Google
// Benchmark's JSON.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

type result map[string]interface{}

func switches(tasks int, count int) {
	var all sync.WaitGroup
	all.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func() {
			for n := count / tasks; n > 0; n-- {
				runtime.Gosched()
			}
			all.Done()
		}()
	}
	all.Wait()
}

// size is the channel's; a buffer for all items stands for an unbounded queue.
func transfer(producers int, consumers int, items int, size int) {
	queue := make(chan int64, size)
	var all sync.WaitGroup
	all.Add(producers + consumers)
	for i := 0; i < producers; i++ {
		go func() {
			for n := 0; n < items/producers; n++ {
				queue <- int64(n)
			}
			all.Done()
		}()
	}
	for i := 0; i < consumers; i++ {
		go func() {
			for n := 0; n < items/consumers; n++ {
				<-queue
			}
			all.Done()
		}()
	}
	all.Wait()
}

func spawn(tasks int) {
	const batch = 1000
	for left := tasks; left > 0; left -= batch {
		var all sync.WaitGroup
		all.Add(batch)
		for i := 0; i < batch; i++ {
			go all.Done()
		}
		all.Wait()
	}
}

// cpuSeconds is what Google Benchmark rates items by: other programs on the machine do not count.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	nanoseconds := usage.Utime.Nano() + usage.Stime.Nano()
	return float64(nanoseconds) / 1e9
}

func residentBytes() float64 {
	statm, _ := os.ReadFile("/proc/self/statm")
	pages, _ := strconv.ParseFloat(strings.Fields(string(statm))[1], 64)
	return pages * float64(os.Getpagesize())
}

func sleeperBytes(tasks int) float64 {
	before := residentBytes()
	for i := 0; i < tasks; i++ {
		go time.Sleep(time.Hour)
	}
	runtime.Gosched()
	return (residentBytes() - before) / float64(tasks)
}

func main() {
	filter := flag.String("filter", ".", "runs only what matches")
	scale := flag.Int("scale", 1, "divides how much is done")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	matches := regexp.MustCompile(*filter)

	results := []result{}
	measure := func(name string, items int, work func(items int)) {
		if !matches.MatchString(name) {
			return
		}
		items /= *scale
		begin := cpuSeconds()
		work(items)
		perSecond := float64(items) / (cpuSeconds() - begin)
		results = append(results, result{"name": name, "items_per_second": perSecond})
	}
	for _, tasks := range []int{1, 1000} {
		tasks := tasks
		measure(fmt.Sprintf("switch/go/%d", tasks), 2000000,
			func(count int) { switches(tasks, count) })
	}
	for _, counts := range [][2]int{{1, 1}, {5, 10}} {
		producers, consumers := counts[0], counts[1]
		measure(fmt.Sprintf("queue/go/unbounded/%d/%d", producers, consumers), 1000000,
			func(items int) { transfer(producers, consumers, items, items) })
		measure(fmt.Sprintf("queue/go/maxsize-1/%d/%d", producers, consumers), 1000000,
			func(items int) { transfer(producers, consumers, items, 1) })
	}
	measure("spawn/go", 200000, spawn)
	if name := "sleepers/go/100000"; matches.MatchString(name) {
		results = append(results, result{"name": name, "bytes": sleeperBytes(100000)})
	}
	json.NewEncoder(os.Stdout).Encode(map[string]interface{}{"benchmarks": results})
}
