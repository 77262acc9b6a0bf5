// Command trillian-mem serves Trillian's log over Trillian's own in-memory storage: the log server
// and the sequencer, which are two programs with a database between them elsewhere, in one process.
// It makes one log, for the CT log, and prints "log ID" when it serves; Rekor makes its own.
//
// The in-memory storage does not look for equal leaves: the same entry twice is two leaves.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/google/trillian"
	"github.com/google/trillian/extension"
	trillianlog "github.com/google/trillian/log"
	"github.com/google/trillian/monitoring"
	"github.com/google/trillian/quota"
	"github.com/google/trillian/server"
	"github.com/google/trillian/server/admin"
	"github.com/google/trillian/server/interceptor"
	"github.com/google/trillian/storage"
	_ "github.com/google/trillian/storage/memory" // registers the provider "memory"
	"github.com/google/trillian/util/clock"
	"github.com/google/trillian/util/election2"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/durationpb"
)

func main() {
	address := flag.String("address", "127.0.0.1:8090", "where to serve gRPC, as host:port")
	interval := flag.Duration("interval", 20*time.Millisecond, "time between two integrations of new leaves")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, *address, *interval); err != nil {
		fmt.Fprintln(os.Stderr, "trillian-mem:", err)
		os.Exit(1)
	}
}

// serve runs the log server and the sequencer until ctx is done.
func serve(ctx context.Context, address string, interval time.Duration) error {
	metrics := monitoring.InertMetricFactory{}
	memory, err := storage.NewProvider("memory", metrics)
	if err != nil {
		return err
	}
	registry := extension.Registry{
		AdminStorage:    memory.AdminStorage(),
		LogStorage:      memory.LogStorage(),
		QuotaManager:    quota.Noop(),
		MetricFactory:   metrics,
		ElectionFactory: election2.NoopFactory{},
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}

	sequencer := trillianlog.NewOperationManager(trillianlog.OperationInfo{
		Registry:    registry,
		BatchSize:   1000,
		NumWorkers:  2,
		RunInterval: interval,
		TimeSource:  clock.System,
	}, trillianlog.NewSequencerManager(registry, 0))
	go sequencer.OperationLoop(ctx)

	admins := admin.New(registry, nil)
	logs := server.NewTrillianLogRPCServer(registry, clock.System)
	id, err := createLog(ctx, admins, logs)
	if err != nil {
		return err
	}
	services := grpc.NewServer(grpc.UnaryInterceptor(interceptor.ErrorWrapper))
	trillian.RegisterTrillianAdminServer(services, admins)
	trillian.RegisterTrillianLogServer(services, logs)
	context.AfterFunc(ctx, services.Stop)
	fmt.Println("log", id)
	return services.Serve(listener)
}

// createLog makes an empty log and returns its id.
func createLog(ctx context.Context, admins trillian.TrillianAdminServer, logs trillian.TrillianLogServer) (int64, error) {
	tree, err := admins.CreateTree(ctx, &trillian.CreateTreeRequest{Tree: &trillian.Tree{
		TreeState:       trillian.TreeState_ACTIVE,
		TreeType:        trillian.TreeType_LOG,
		MaxRootDuration: durationpb.New(time.Hour),
	}})
	if err != nil {
		return 0, fmt.Errorf("creating a log: %w", err)
	}
	if _, err := logs.InitLog(ctx, &trillian.InitLogRequest{LogId: tree.GetTreeId()}); err != nil {
		return 0, fmt.Errorf("initialising a log: %w", err)
	}
	return tree.GetTreeId(), nil
}
