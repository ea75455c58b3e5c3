// SPDX-License-Identifier: Apache-2.0

// Package compose reads docker/compose*.yaml with compose-go, the parser of docker compose itself: schema, anchors, interpolation, what
// names what. Then it holds every service to what the files promise: closed to other machines, read-only, without capabilities, bounded;
// and asks the program whether it takes the command that stands there. No engine is needed and nothing is started.
package compose

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

const folder = "../../docker"

func load(t *testing.T, name string, profiles ...string) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{filepath.Join(folder, name)}, cli.WithProfiles(profiles), cli.WithResolvedPaths(true))
	if err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return project
}

func names(project *types.Project) string {
	list := project.ServiceNames()
	slices.Sort(list)
	return strings.Join(list, " ")
}

func TestServices(t *testing.T) {
	for _, c := range []struct{ file, profile, want string }{
		{"compose.yaml", "", "dragoman"},
		{"compose.yaml", "keyed", "dragoman dragoman-keyed"},
		{"compose.scale.yaml", "", "dragoman-1 dragoman-2 dragoman-3 haproxy"},
	} {
		if got := names(load(t, c.file, c.profile)); got != c.want {
			t.Errorf("%s, profile %q: %s, not %s", c.file, c.profile, got, c.want)
		}
	}
}

func each(t *testing.T, do func(*testing.T, *types.Project, types.ServiceConfig)) {
	for _, file := range []string{"compose.yaml", "compose.scale.yaml"} {
		project := load(t, file, "*")
		for _, service := range project.Services {
			t.Run(file+"/"+service.Name, func(t *testing.T) { do(t, project, service) })
		}
	}
}

func TestClosed(t *testing.T) {
	each(t, func(t *testing.T, _ *types.Project, service types.ServiceConfig) {
		if !service.ReadOnly || !slices.Equal(service.CapDrop, []string{"ALL"}) || len(service.CapAdd) > 0 || service.Privileged {
			t.Error("not read-only, or with capabilities")
		}
		if !slices.Contains(service.SecurityOpt, "no-new-privileges:true") {
			t.Error("may gain privileges")
		}
		if service.MemLimit <= 0 {
			t.Error("no limit of memory")
		}
		for _, port := range service.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("port %s is open to other machines (%q)", port.Published, port.HostIP)
			}
		}
	})
}

// Published ports must not meet: all services of a file may run at once.
func TestPortsApart(t *testing.T) {
	for _, file := range []string{"compose.yaml", "compose.scale.yaml"} {
		seen := map[string]string{}
		for _, service := range load(t, file, "*").Services {
			for _, port := range service.Ports {
				if other := seen[port.Published]; other != "" {
					t.Errorf("%s: %s and %s both take %s", file, other, service.Name, port.Published)
				}
				seen[port.Published] = service.Name
			}
		}
		if len(seen) == 0 {
			t.Errorf("%s publishes no port", file)
		}
	}
}

// What the files name is there, but for the keys, which the user makes.
func TestFilesAreThere(t *testing.T) {
	each(t, func(t *testing.T, project *types.Project, service types.ServiceConfig) {
		for _, volume := range service.Volumes {
			if _, err := os.Stat(volume.Source); err != nil || !volume.ReadOnly {
				t.Errorf("%s: %v, read only %v", volume.Source, err, volume.ReadOnly)
			}
		}
		if build := service.Build; build != nil {
			if _, err := os.Stat(filepath.Join(build.Context, build.Dockerfile)); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(filepath.Join(build.Context, "Makefile")); err != nil {
				t.Errorf("the context is not the repository: %v", err)
			}
		}
		for _, secret := range service.Secrets {
			if filepath.Base(project.Secrets[secret.Source].File) != "keys" {
				t.Errorf("secret %s is no file keys", secret.Source)
			}
		}
	})
}

// The copies reach nothing outside; haproxy alone stands in both networks.
func TestCopiesAreInside(t *testing.T) {
	project := load(t, "compose.scale.yaml")
	if !project.Networks["copies"].Internal || project.Networks["outside"].Internal {
		t.Error("networks: copies must be internal, outside not")
	}
	for _, service := range project.Services {
		_, outside := service.Networks["outside"]
		_, inside := service.Networks["copies"]
		if !inside || outside != (service.Name == "haproxy") {
			t.Errorf("%s: inside %v, outside %v", service.Name, inside, outside)
		}
	}
	config, err := os.ReadFile(filepath.Join(folder, "deploy", "haproxy.cfg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range project.ServiceNames() {
		if name != "haproxy" && !strings.Contains(string(config), name) {
			t.Errorf("haproxy.cfg does not name %s", name)
		}
	}
	if haproxy := project.Services["haproxy"]; len(haproxy.DependsOn) != 3 || haproxy.Environment["COPY_REQUESTS"] == nil {
		t.Errorf("haproxy: %v %v", haproxy.DependsOn, haproxy.Environment)
	}
}

// The program takes each command, and is given longer to stop than its settings say it may need.
func TestCommands(t *testing.T) {
	program, err := filepath.Abs(os.Getenv("DRAGOMAN_BIN"))
	if err != nil || os.Getenv("DRAGOMAN_BIN") == "" {
		t.Fatal("DRAGOMAN_BIN names no program")
	}
	each(t, func(t *testing.T, _ *types.Project, service types.ServiceConfig) {
		if service.Name == "haproxy" {
			return
		}
		if service.Image != "dragoman" {
			t.Errorf("image %s", service.Image)
		}
		out, err := exec.Command(program, append(slices.Clone([]string(service.Command)), "--print-config")...).CombinedOutput()
		if err != nil || len(service.Command) == 0 || service.Command[0] != "serve" {
			t.Fatalf("%v: %v\n%s", service.Command, err, out)
		}
		stop := time.Duration(0)
		for _, line := range strings.Split(string(out), "\n") {
			words := strings.Fields(line)
			if len(words) > 2 && (words[0] == "drain_delay" || words[0] == "drain_timeout") {
				part, err := time.ParseDuration(strings.TrimSuffix(words[2], "s") + "s")
				if err != nil {
					t.Fatal(line, err)
				}
				stop += part
			}
		}
		if grace := service.StopGracePeriod; stop == 0 || grace == nil || time.Duration(*grace) < stop {
			t.Errorf("stop_grace_period %v, settings %v", grace, stop)
		}
	})
}

// A mistake of the kind that a schema sees is an error here, so a green run says something.
func TestMistakesAreSeen(t *testing.T) {
	for name, change := range map[string][2]string{
		"a misspelt member":       {"read_only: true", "readonly: true"},
		"an unknown secret":       {"secrets: [keys]", "secrets: [key]"},
		"a limit that is no size": {"mem_limit: 1g", "mem_limit: much"},
	} {
		text, err := os.ReadFile(filepath.Join(folder, "compose.yaml"))
		if err != nil || !strings.Contains(string(text), change[0]) {
			t.Fatalf("%s: %v", name, err)
		}
		file := filepath.Join(t.TempDir(), "compose.yaml")
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), change[0], change[1])), 0o600); err != nil {
			t.Fatal(err)
		}
		options, err := cli.NewProjectOptions([]string{file}, cli.WithProfiles([]string{"*"}))
		if err == nil {
			_, err = options.LoadProject(context.Background())
		}
		if err == nil {
			t.Errorf("%s passes", name)
		}
	}
}
