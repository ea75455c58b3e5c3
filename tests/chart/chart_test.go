// SPDX-License-Identifier: Apache-2.0

// Package chart renders the Helm chart with helm itself, decodes every object strictly into the types of k8s.io/api (an unknown or
// misspelt member is an error), and holds the pods to the policy of the Pod Security Standard "restricted" and a little more.
package chart

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

const chart = "../../docker/deploy/dragoman"

func helm(t *testing.T, arguments ...string) (string, error) {
	t.Helper()
	binary := os.Getenv("HELM")
	if binary == "" {
		binary = "helm"
	}
	out, err := exec.Command(binary, arguments...).CombinedOutput()
	return string(out), err
}

type objects struct {
	deployment *apps.Deployment
	service    *core.Service
	hpa        *autoscaling.HorizontalPodAutoscaler
	pdb        *policy.PodDisruptionBudget
	network    *networking.NetworkPolicy
}

func render(t *testing.T, set ...string) objects {
	t.Helper()
	arguments := []string{"template", "news", chart, "--namespace", "coding", "--kube-version", "1.30.0"}
	for _, s := range set {
		arguments = append(arguments, "--set", s)
	}
	out, err := helm(t, arguments...)
	if err != nil {
		t.Fatalf("helm template: %v\n%s", err, out)
	}
	var o objects
	for _, document := range strings.Split(out, "\n---\n") {
		var kind meta.TypeMeta
		if err := yaml.Unmarshal([]byte(document), &kind); err != nil {
			t.Fatal(err)
		}
		var into any
		switch kind.APIVersion + "/" + kind.Kind {
		case "apps/v1/Deployment":
			o.deployment = &apps.Deployment{}
			into = o.deployment
		case "v1/Service":
			o.service = &core.Service{}
			into = o.service
		case "autoscaling/v2/HorizontalPodAutoscaler":
			o.hpa = &autoscaling.HorizontalPodAutoscaler{}
			into = o.hpa
		case "policy/v1/PodDisruptionBudget":
			o.pdb = &policy.PodDisruptionBudget{}
			into = o.pdb
		case "networking.k8s.io/v1/NetworkPolicy":
			o.network = &networking.NetworkPolicy{}
			into = o.network
		default:
			t.Fatalf("an object that nobody asked for: %s %s", kind.APIVersion, kind.Kind)
		}
		if err := yaml.UnmarshalStrict([]byte(document), into); err != nil {
			t.Fatalf("%s: %v", kind.Kind, err)
		}
	}
	return o
}

func TestLint(t *testing.T) {
	if out, err := helm(t, "lint", "--strict", chart); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestEveryObjectIsThere(t *testing.T) {
	o := render(t)
	if o.deployment == nil || o.service == nil || o.hpa == nil || o.pdb == nil || o.network == nil {
		t.Fatalf("%+v", o)
	}
	for name, labels := range map[string]map[string]string{"service": o.service.Spec.Selector, "budget": o.pdb.Spec.Selector.MatchLabels, "network": o.network.Spec.PodSelector.MatchLabels, "deployment": o.deployment.Spec.Selector.MatchLabels} {
		if len(labels) == 0 {
			t.Errorf("%s selects everything", name)
		}
		for key, value := range labels {
			if o.deployment.Spec.Template.Labels[key] != value {
				t.Errorf("%s selects %s=%s, which no pod has", name, key, value)
			}
		}
	}
	if o.hpa.Spec.ScaleTargetRef.Name != o.deployment.Name || o.deployment.Spec.Replicas != nil {
		t.Error("autoscaler and deployment both set the number of pods, or not of the same deployment")
	}
}

func TestPodsAreRestricted(t *testing.T) {
	for _, set := range [][]string{nil, {"keysSecret=keys", "autoscaling.enabled=false"}} {
		pod := render(t, set...).deployment.Spec.Template.Spec
		c := pod.Containers[0]
		s := c.SecurityContext
		yes := func(b *bool) bool { return b != nil && *b }
		no := func(b *bool) bool { return b != nil && !*b }
		for _, first := range pod.InitContainers {
			if !yes(first.SecurityContext.ReadOnlyRootFilesystem) || !no(first.SecurityContext.AllowPrivilegeEscalation) || len(first.SecurityContext.Capabilities.Drop) != 1 {
				t.Errorf("%v: first container %s", set, first.Name)
			}
		}
		rules := map[string]bool{
			"not root":               yes(pod.SecurityContext.RunAsNonRoot) && *pod.SecurityContext.RunAsUser > 10000,
			"seccomp":                pod.SecurityContext.SeccompProfile.Type == core.SeccompProfileTypeRuntimeDefault,
			"no escalation":          no(s.AllowPrivilegeEscalation),
			"read-only root":         yes(s.ReadOnlyRootFilesystem),
			"no capabilities":        len(s.Capabilities.Drop) == 1 && s.Capabilities.Drop[0] == "ALL" && len(s.Capabilities.Add) == 0,
			"no token":               no(pod.AutomountServiceAccountToken),
			"no host":                !pod.HostNetwork && !pod.HostPID && !pod.HostIPC,
			"limits":                 !c.Resources.Limits.Memory().IsZero() && !c.Resources.Limits.Cpu().IsZero() && !c.Resources.Requests.Memory().IsZero(),
			"probes":                 c.LivenessProbe.HTTPGet.Path == "/livez" && c.ReadinessProbe.HTTPGet.Path == "/readyz" && c.StartupProbe.HTTPGet.Path == "/readyz",
			"probes not on the main": c.LivenessProbe.HTTPGet.Port.String() == "metrics",
			"an image with a tag":    strings.Contains(c.Image, ":") && !strings.HasSuffix(c.Image, ":latest"),
		}
		for name, holds := range rules {
			if !holds {
				t.Errorf("%v: %s", set, name)
			}
		}
		for _, v := range pod.Volumes {
			secret := v.Secret != nil && *v.Secret.DefaultMode&0o007 == 0
			memory := v.EmptyDir != nil && v.EmptyDir.Medium == core.StorageMediumMemory
			if !secret && !memory {
				t.Errorf("volume %s: a secret that others can read, or something on a disk", v.Name)
			}
		}
	}
}

func TestStopsWithinItsGrace(t *testing.T) {
	pod := render(t, "drainDelay=20", "drainTimeout=40").deployment.Spec.Template.Spec
	if *pod.TerminationGracePeriodSeconds < 20+40+5 {
		t.Errorf("grace of %d s", *pod.TerminationGracePeriodSeconds)
	}
	arguments := strings.Join(pod.Containers[0].Args, " ")
	for _, wanted := range []string{"--drain-delay=20", "--drain-timeout=40", "--open"} {
		if !strings.Contains(arguments, wanted) {
			t.Errorf("%s is not in %s", wanted, arguments)
		}
	}
}

func TestKeys(t *testing.T) {
	pod := render(t, "keysSecret=mine").deployment.Spec.Template.Spec
	arguments := strings.Join(pod.Containers[0].Args, " ")
	if strings.Contains(arguments, "--open") || !strings.Contains(arguments, "--keys=/etc/dragoman/keys") {
		t.Error(arguments)
	}
	// The service refuses keys that a group can read, so that they are copied for its user alone.
	first := pod.InitContainers[0]
	if pod.Volumes[0].Secret.SecretName != "mine" || first.VolumeMounts[0].Name != pod.Volumes[0].Name || first.VolumeMounts[1].Name != pod.Containers[0].VolumeMounts[0].Name {
		t.Errorf("%+v", pod)
	}
	if strings.Join(first.Command, " ") != "/usr/bin/install -m 600 /secret/keys /etc/dragoman/keys" {
		t.Error(first.Command)
	}
}

// The arguments that the chart gives are settings that the program has: `dragoman serve ... --print-config` takes them.
func TestTheProgramTakesItsArguments(t *testing.T) {
	binary := os.Getenv("DRAGOMAN_BIN")
	if binary == "" {
		binary = "../../build/dragoman"
	}
	arguments := render(t, "settings.queue=16", "settings.max_text=2097152", "settings.max_body=2097152").deployment.Spec.Template.Spec.Containers[0].Args
	out, err := exec.Command(binary, append(arguments, "--print-config")...).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "queue = 16") {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestNothingGoesOut(t *testing.T) {
	spec := render(t).network.Spec
	if len(spec.Egress) != 0 || len(spec.PolicyTypes) != 2 {
		t.Errorf("%+v", spec)
	}
	for _, rule := range spec.Ingress {
		if len(rule.From) == 0 || len(rule.Ports) != 1 {
			t.Errorf("open to all: %+v", rule)
		}
	}
}

func TestScalesOnTheQueue(t *testing.T) {
	metrics := render(t).hpa.Spec.Metrics
	if len(metrics) != 2 || metrics[0].Pods.Metric.Name != "dragoman_queue_depth" {
		t.Errorf("%+v", metrics)
	}
	if metrics := render(t, "autoscaling.queueDepth=0").hpa.Spec.Metrics; len(metrics) != 1 || metrics[0].Resource.Name != core.ResourceCPU {
		t.Errorf("%+v", metrics)
	}
}

func TestWrongValuesAreRefused(t *testing.T) {
	for _, set := range []string{"replicas=-1", "settings.open=on", "settings.Queue=1", "colour=red", "service.type=Wrong", "autoscaling.minReplicas=0", "drainTimeout=soon"} {
		if out, err := helm(t, "template", "news", chart, "--kube-version", "1.30.0", "--set", set); err == nil || !strings.Contains(out, "schema") {
			t.Errorf("%s: %v\n%.300s", set, err, out)
		}
	}
}
