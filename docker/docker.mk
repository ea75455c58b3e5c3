# The container image, and its test. With a docker engine: docker; else buildah in a chroot.
# ARCH=arm64: for AArch64, cross-compiled and put together from packages with no emulation; its test runs it under qemu-user.
.PHONY: image check-image check-image-arm64
image:
	docker/build-image$(if $(filter arm64 aarch64,$(ARCH)),-arm64)

check-image: image
	docker/test-image

check-image-arm64: all
	docker/build-image-arm64
	docker/test-image-arm64

# The Debian packages (debhelper), and their test on a bare bookworm.
.PHONY: deb check-deb
deb:
	docker/build-deb

check-deb: deb
	docker/test-deb
